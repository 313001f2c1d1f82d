using System.Text.Json.Serialization;
using FChat.Storage.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization;

namespace FChat.Storage;

/// <summary>A database that a storage spec runs on.</summary>
public abstract class Database : IAsyncDisposable
{
    private ServiceProvider? _services;

    /// <summary>The services of the silo that was started last.</summary>
    protected IServiceProvider Services => _services ?? throw new InvalidOperationException("Nothing was started.");

    /// <summary>The storage services of a silo that has just started on the database. Those of the one before are gone.</summary>
    public async Task<IServiceProvider> Start()
    {
        await Stop();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSerializer()
            .Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = ("test", "test"))
            .AddSingleton<JsonSerializerContext>(NoteJson.Default);
        AddStorage(services);
        _services = services.BuildServiceProvider();
        _services.GetRequiredService<DatabaseSchema>().Migrate();
        var lifecycle = new SiloLifecycleSubject(_services.GetRequiredService<ILogger<SiloLifecycleSubject>>());
        foreach (var participant in _services.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
        {
            participant.Participate(lifecycle);
        }

        await lifecycle.OnStart();
        return _services;
    }

    /// <summary>Lets another process hold the database so that nobody else can write, until disposed.</summary>
    public abstract IDisposable Lock();

    /// <summary>Leaves no room for anything more.</summary>
    public abstract Task Fill();

    /// <summary>Gives room again.</summary>
    public abstract Task Free();

    /// <summary>Makes the database vanish.</summary>
    public abstract Task TakeAway();

    /// <summary>The stored text of a key's only row.</summary>
    public abstract string Read(string key);

    /// <summary>Puts other text into a key's row.</summary>
    public abstract void Overwrite(string key, string text);

    public virtual async ValueTask DisposeAsync()
    {
        await Stop();
        GC.SuppressFinalize(this);
    }

    protected abstract void AddStorage(IServiceCollection services);

    private async Task Stop()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
            _services = null;
        }
    }
}
