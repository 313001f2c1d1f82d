using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FChat.Cluster.Tests.Topologies.Processes;
using FChat.TestServers;
using FChat.Tests.Documentation;

namespace FChat.Cluster.Tests.Documentation;

/// <summary>
/// Does what the README says of a cluster on one machine, block after block in one shell, with ports and directories that nobody else uses.
/// The programs are those that were built with these tests.
/// </summary>
internal sealed partial class DocumentedCluster : IAsyncDisposable
{
    private const string Building = "dotnet build";
    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("fchat-readme-").FullName;
    private readonly string _databases;
    private readonly Dictionary<int, int> _ports = [];
    private readonly Queue<string> _blocks;
    private readonly Shell _shell = new(Documents.Root);

    private DocumentedCluster(string databases)
    {
        _databases = databases;
        var blocks = Documents.Blocks(Documents.Section(Documents.Readme, "## A cluster on one machine"));
        _blocks = new(blocks.Where(block => block.Language == "sh").Select(block => block.Text));
    }

    private string Database => Path.Combine(_databases, "postgres");

    /// <summary>Whether every block was run.</summary>
    public bool IsDone => _blocks.Count == 0;

    /// <summary>The ports that it uses.</summary>
    public IEnumerable<int> Ports => _ports.Values;

    /// <summary>Reads the section; nothing of it has been done yet.</summary>
    public static async Task<DocumentedCluster> Make() => new(await PrivatePostgres.MakeDirectory());

    /// <summary>Where a documented port really is.</summary>
    public Uri At(int port) => new($"http://localhost:{PortFor(port)}");

    /// <summary>Runs the blocks up to and with the one that has a word in it. Those that build are passed over.</summary>
    /// <returns>What the last one printed.</returns>
    public async Task<string> RunTo(string word)
    {
        while (_blocks.TryDequeue(out var block))
        {
            var printed = block.StartsWith(Building, StringComparison.Ordinal) ? "" : await _shell.Run(Here(block));
            if (block.Contains(word, StringComparison.Ordinal))
            {
                return printed;
            }
        }

        throw new InvalidOperationException($"No block of the section has '{word}' in it.");
    }

    /// <summary>Ends what still runs if the section did not come to its end.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await EndDatabase();
        System.IO.Directory.Delete(_databases, recursive: true);
        System.IO.Directory.Delete(_directory, recursive: true);
    }

    private async Task EndDatabase()
    {
        var running = Path.Combine(Database, "postmaster.pid");
        if (File.Exists(running))
        {
            using var server = Process.GetProcessById(int.Parse((await File.ReadAllLinesAsync(running))[0], CultureInfo.InvariantCulture));
            Signals.Send(server.Id, PosixSignalNumber.Quit);
            await server.WaitForExitAsync();
        }
    }

    private string Here(string block) => DocumentedPort().Replace(block, port => $"{PortFor(int.Parse(port.Value, CultureInfo.InvariantCulture))}")
        .Replace("/tmp/fchat-postgres", Database, StringComparison.Ordinal)
        .Replace("artifacts/cluster", _directory, StringComparison.Ordinal);

    private int PortFor(int documented)
    {
        if (!_ports.TryGetValue(documented, out var port))
        {
            do
            {
                port = FreePorts.Find();
            }
            while (_ports.ContainsValue(port));
            _ports[documented] = port;
        }

        return port;
    }

    [GeneratedRegex(@"(?<=(localhost:|Port[= ]|-p ))\d{4,5}\b")]
    private static partial Regex DocumentedPort();
}
