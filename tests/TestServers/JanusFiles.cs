using System.Security.Cryptography;

namespace FChat.TestServers;

/// <summary>Configuration of a private Janus.</summary>
internal static class JanusFiles
{
    // Blocks of ports for media below those of the kernel. Janus passes over a port that somebody has, so blocks may overlap.
    private const int FirstBlock = 10_000, LastBlock = 19_000;

    private static readonly string[] Libraries = ["/usr/lib", "/usr/local/lib", "/opt/janus/lib"];

    /// <summary>Writes it all into a directory.</summary>
    public static void Write(DirectoryInfo directory, int port, string apiSecret, string adminKey, int block)
    {
        var first = RandomNumberGenerator.GetInt32(FirstBlock, LastBlock);
        Only(directory, "plugins", "libjanus_videoroom.so");
        Only(directory, "transports", "libjanus_websockets.so");
        directory.CreateSubdirectory("events");
        directory.CreateSubdirectory("loggers");
        Put(directory, "janus.jcfg", $$"""
            general: {
              configs_folder = "{{directory.FullName}}"
              plugins_folder = "{{directory.FullName}}/plugins"
              transports_folder = "{{directory.FullName}}/transports"
              events_folder = "{{directory.FullName}}/events"
              loggers_folder = "{{directory.FullName}}/loggers"
              api_secret = "{{apiSecret}}"
              server_name = "fchat-test"
              debug_level = 4
            }
            media: { rtp_port_range = "{{first}}-{{first + block}}" }
            nat: { full_trickle = true }
            """);
        Put(directory, "janus.transport.websockets.jcfg", $$"""
            general: { json = "compact", ws = true, ws_port = {{port}}, ws_ip = "127.0.0.1", wss = false }
            admin: { admin_ws = false, admin_wss = false }
            """);
        Put(directory, "janus.plugin.videoroom.jcfg", $$"""
            general: { admin_key = "{{adminKey}}" }
            """);
    }

    private static void Put(DirectoryInfo directory, string name, string text) => File.WriteAllText(Path.Combine(directory.FullName, name), text);

    // Janus loads everything in a folder: this one has a link to the only thing that it shall load.
    private static void Only(DirectoryInfo directory, string kind, string library) =>
        File.CreateSymbolicLink(Path.Combine(directory.CreateSubdirectory(kind).FullName, library), Find(kind, library));

    private static string Find(string kind, string library)
    {
        var folders = Libraries.Where(Directory.Exists).SelectMany(folder => Directory.GetDirectories(folder).Append(folder));
        return folders.Select(folder => Path.Combine(folder, "janus", kind, library)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Janus is missing: apt-get install --no-install-recommends janus");
    }
}
