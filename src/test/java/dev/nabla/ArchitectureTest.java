package dev.nabla;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.nabla.function.Kernel;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which room may see which.
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.nabla");

  /// What every room may see.
  private static final List<String> EVERYWHERE =
      List.of("java..", "jdk.incubator.vector..", "org.jspecify.annotations..", "");

  /// What a function is written with.
  private static final String[] DECLARATIONS = {
    "dev.nabla.function..", "dev.nabla.tensor..", "dev.nabla.refusal..", "dev.nabla.vector.."
  };

  /// A room and all that it may see besides.
  record Room(String name, List<String> visible) {
    static Room of(String name, String... visible) {
      return new Room(name, List.of(visible));
    }

    String[] allowed() {
      return Stream.of(EVERYWHERE.stream(), Stream.of("dev.nabla." + name + ".."), visible.stream())
          .flatMap(part -> part)
          .toArray(String[]::new);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Room> rooms() {
    return Stream.of(
        Room.of("vector", "com.sun.management.."),
        Room.of("refusal", "org.apache.commons.text.."),
        Room.of("tensor", "dev.nabla.refusal..", "dev.nabla.vector.."),
        Room.of("function", "dev.nabla.tensor..", "dev.nabla.refusal..", "dev.nabla.vector.."),
        Room.of("activation", DECLARATIONS),
        Room.of("loss", DECLARATIONS),
        Room.of(
            "compute",
            "dev.nabla.activation..",
            "dev.nabla.loss..",
            "dev.nabla.function..",
            "dev.nabla.tensor..",
            "dev.nabla.refusal..",
            "dev.nabla.vector..",
            "dev.nabla.settings..",
            "io.micrometer..",
            "org.slf4j..",
            "org.springframework.boot..",
            "org.springframework.context.annotation..",
            "org.springframework.stereotype..",
            "org.springframework.util.unit.."),
        Room.of("settings", "org.springframework.."),
        Room.of("explorer", "jakarta.servlet..", "org.springframework.."),
        Room.of(
            "admission",
            "com.github.benmanes.caffeine..",
            "dev.nabla.compute..",
            "dev.nabla.function..",
            "dev.nabla.tensor..",
            "dev.nabla.refusal..",
            "dev.nabla.settings..",
            "io.github.bucket4j..",
            "io.micrometer..",
            "jakarta.servlet..",
            "org.apache.catalina..",
            "org.apache.coyote..",
            "org.apache.tomcat..",
            "org.slf4j..",
            "org.springframework.."),
        Room.of(
            "observability",
            "ch.qos.logback..",
            "dev.nabla.settings..",
            "io.micrometer.tracing..",
            "jakarta.servlet..",
            "org.slf4j..",
            "org.springframework.."));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomSeesOnlyWhatThePlanAllows(Room room) {
    classes()
        .that()
        .resideInAPackage("dev.nabla." + room.name() + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(room.allowed())
        .check(CLASSES);
  }

  @Test
  void curvesSeeTheServiceAndTheDeclarationsOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.nabla.plot..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.nabla.activation..", "dev.nabla.loss..", "dev.nabla.vector..")
        .check(CLASSES);
  }

  @Test
  void onlyCurvesAreDrawn() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.nabla.plot..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.nabla.plot..", "java.awt..", "org.jfree..", "org.apache.batik..")
        .check(CLASSES);
  }

  @Test
  void webSeesTheServiceAndTheDeclarationsOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.nabla.web..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.nabla.activation..", "dev.nabla.loss..", "dev.nabla.vector..")
        .check(CLASSES);
  }

  @Test
  void protocolsDoNotSeeEachOther() {
    noClasses()
        .that()
        .resideInAPackage("dev.nabla.inference..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.nabla.web..", "dev.nabla.activation..", "dev.nabla.loss..", "dev.nabla.vector..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.nabla.inference..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.nabla.inference..")
        .check(CLASSES);
  }

  @Test
  void whatProtocolsShareSeesNeitherProtocolsNorFunctions() {
    noClasses()
        .that()
        .resideInAPackage("dev.nabla.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.nabla.web..", "dev.nabla.activation..", "dev.nabla.loss..")
        .check(CLASSES);
  }

  @Test
  void nothingSeesWeb() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.nabla.web..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.nabla.web..")
        .check(CLASSES);
  }

  @Test
  void theRoomsHaveNoCycles() {
    slices().matching("dev.nabla.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /// Where a package does not say so, the compiler looks for no null.
  @Test
  void everyRoomIsCheckedForNulls() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .allMatch(room -> room.isAnnotatedWith(NullMarked.class));
  }

  @Test
  void functionsAreRecordsThatNobodyElseNames() {
    classes()
        .that()
        .implement(Kernel.class)
        .and()
        .areNotInterfaces()
        .should()
        .bePackagePrivate()
        .andShould()
        .beRecords()
        .check(CLASSES);
  }
}
