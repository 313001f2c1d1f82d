using System.Diagnostics;
using FChat.TestServers;

namespace FChat.Storage;

/// <summary>A tablespace on a file system of a few megabytes, which can be filled up. Only root can mount one; others skip the test.</summary>
internal sealed class TinyDisk : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly DirectoryInfo _folder;

    private TinyDisk(PostgresServer server, DirectoryInfo folder) => (_server, _folder) = (server, folder);

    public string Tablespace => _folder.Name.Replace('-', '_');

    private string Filler => Path.Combine(_folder.FullName, "filler");

    public static async Task<TinyDisk> Mount(PostgresServer server)
    {
        Assert.SkipUnless(server.Server.IsOwn, $"The disk of the server that {PrivatePostgres.Variable} names is not ours to fill.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can mount a file system that is small enough to be filled.");
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(server.Server.Directory, $"disk-{Guid.NewGuid():N}"));
        Assert.SkipUnless(await Run("mount", "-t", "tmpfs", "-o", "size=16m,mode=777", "tmpfs", folder.FullName), "No file system can be mounted here.");
        var disk = new TinyDisk(server, folder);
        var place = folder.CreateSubdirectory("place");
        await Run("chown", "postgres:", place.FullName);
        server.Execute($"create tablespace {disk.Tablespace} location '{place.FullName}'");
        return disk;
    }

    public void Fill()
    {
        using var file = File.Create(Filler);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException full)
        {
            Assert.Contains("No space left", full.Message, StringComparison.Ordinal);
        }
    }

    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        _server.Execute($"drop tablespace {Tablespace}");
        Assert.True(await Run("umount", _folder.FullName));
        _folder.Delete();
    }

    private static async Task<bool> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
