package dev.nabla.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.accuracy.Functions;
import dev.nabla.function.Definition;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureFontTest {

  static Collection<Definition> functions() {
    return Functions.CATALOGUE.all();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void fontHasEverySignThatPicturesWrite(Definition definition) {
    var font = PictureFont.of(12);
    assertThat(font.getFamily()).isEqualTo("DejaVu Sans");
    assertThat(font.canDisplayUpTo(definition.card().title())).isEqualTo(-1);
    assertThat(font.canDisplayUpTo(definition.formula().value())).isEqualTo(-1);
    for (var axis : definition.axes()) {
      assertThat(font.canDisplayUpTo(axis.label())).isEqualTo(-1);
    }
  }
}
