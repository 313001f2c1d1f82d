using FChat.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FChat.Hosting;

/// <summary>Silos as the programs start them, on database files in a folder of their own.</summary>
internal sealed class Silos : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("fchat-test-");
    private readonly List<IHost> _running = [];

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    public HostApplicationBuilder Standalone(string file, params IEnumerable<(string Key, string? Value)> settings) =>
        Configured(file, settings, builder => builder.AddFChatStandaloneSilo());

    public HostApplicationBuilder Separate(string file, params IEnumerable<(string Key, string? Value)> settings) =>
        Configured(file, [("Silo:SiloPort", "0"), ("Silo:ClientPort", "0"), ("Sqlite:MigrateAtStart", "true"), .. settings], builder => builder.AddFChatSilo());

    public async Task<IHost> Start(HostApplicationBuilder builder)
    {
        var host = builder.Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            _running.Add(host);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public async Task Stop(IHost host)
    {
        _running.Remove(host);
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }

    /// <summary>Another process that holds a database file so that nobody else can write, until disposed.</summary>
    public IDisposable Lock(string file)
    {
        var connection = new SqliteConnections(Options.Create(new SqliteOptions { Path = PathOf(file) })).OpenWriter();
        using var command = connection.CreateCommand();
        command.CommandText = "begin immediate";
        command.ExecuteNonQuery();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_running).ToArray())
        {
            await Stop(host);
        }

        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    // A later setting wins; one without a value is as if it had never been given.
    private HostApplicationBuilder Configured(string file, IEnumerable<(string Key, string? Value)> settings, Action<IHostApplicationBuilder> compose)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Production });
        var given = settings.Prepend(("Sqlite:Path", PathOf(file))).ToLookup(s => s.Item1, s => s.Item2);
        builder.Configuration.AddInMemoryCollection(given.Where(s => s.Last() is not null).Select(s => KeyValuePair.Create(s.Key, s.Last())));
        compose(builder);
        return builder;
    }
}
