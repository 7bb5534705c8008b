package pressroom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** One OpenSearch node on loopback. Arguments: its home folder, its name, the HTTP port, the transport port, KEY=VALUE settings. */
public final class TestNode extends Node {
  private TestNode(Settings settings, Path home) {
    super(
        InternalSettingsPreparer.prepareEnvironment(
            settings, Map.of(), home.resolve("config"), () -> settings.get("node.name")),
        List.of(Netty4Plugin.class, CommonAnalysisPlugin.class),
        true);
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]).toAbsolutePath();
    for (String folder : List.of("config", "modules", "plugins")) {
      Files.createDirectories(home.resolve(folder));
    }
    Settings.Builder settings =
        Settings.builder()
            .put("path.home", home.toString())
            .put("cluster.name", "pressroom-test")
            .put("node.name", arguments[1])
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[2])
            .put("transport.port", arguments[3]);
    for (int at = 4; at < arguments.length; at++) {
      String[] parts = arguments[at].split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    Node node = new TestNode(settings.build(), home);
    node.start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    node.close();
                  } catch (Exception error) {
                    // The process ends anyway.
                  }
                }));
    System.out.println("started");
    // The parent holds the other end of standard input: when it ends, however it ends, so does this node.
    while (System.in.read() >= 0) {}
    System.exit(0);
  }
}
