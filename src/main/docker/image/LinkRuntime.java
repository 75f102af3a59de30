import java.io.PrintWriter;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleResolutionAttribute;
import jdk.tools.jlink.internal.Main;
import jdk.tools.jlink.internal.PluginRepository;
import jdk.tools.jlink.plugin.Plugin;
import jdk.tools.jlink.plugin.ResourcePool;
import jdk.tools.jlink.plugin.ResourcePoolBuilder;
import jdk.tools.jlink.plugin.ResourcePoolEntry;

/// jlink, but that the module of the Vector API comes without the mark of an incubator. With the
/// mark in the boot layer the JVM archives no module graph, so that its AOT cache can neither link
/// classes ahead nor keep lambdas, and each start begins with a warning in the log. The code of the
/// module is the JDK's.
///
/// jlink finds plugins among the JDK's modules alone, and where there are no jmods it takes no other
/// module of that name: hence its internal doors, which the image's build opens.
///
///     java --add-modules jdk.jlink --add-exports jdk.jlink/jdk.tools.jlink.internal=ALL-UNNAMED \
///       --add-exports jdk.jlink/jdk.tools.jlink.plugin=ALL-UNNAMED LinkRuntime.java \
///       --settled-vector-module … the arguments of jlink
final class LinkRuntime {

  private LinkRuntime() {}

  static void main(String[] arguments) {
    PluginRepository.registerPlugin(new SettledVectorModule());
    System.exit(
        Main.run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
  }

  private static final class SettledVectorModule implements Plugin {

    private static final String DECLARATION = "/jdk.incubator.vector/module-info.class";

    @Override
    public String getName() {
      return "settled-vector-module";
    }

    /// Ahead of the plugin that writes all declarations as code.
    @Override
    public Category getType() {
      return Category.FILTER;
    }

    @Override
    public ResourcePool transform(ResourcePool in, ResourcePoolBuilder out) {
      in.transformAndCopy(
          entry ->
              entry.path().equals(DECLARATION) ? entry.copyWithContent(withoutMark(entry)) : entry,
          out);
      return out.build();
    }

    private static byte[] withoutMark(ResourcePoolEntry declaration) {
      var file = ClassFile.of();
      return file.transformClass(
          file.parse(declaration.contentBytes()),
          (declared, element) -> {
            if (!(element instanceof ModuleResolutionAttribute)) {
              declared.with(element);
            }
          });
    }
  }
}
