using FChat.TestServers;

namespace FChat.Service;

/// <summary>A service with a media server of its own, for calls that outgrow a mesh at the third participant.</summary>
public sealed class SfuService : IAsyncLifetime
{
    private JanusServer? _janus;
    private StandaloneService? _service;

    /// <summary>The running service.</summary>
    public StandaloneService Running => _service ?? throw new InvalidOperationException("The service is not started.");

    /// <summary>Its media server.</summary>
    public JanusServer Janus => _janus ?? throw new InvalidOperationException("Janus is not started.");

    /// <summary>Starts a service whose calls go through this media server.</summary>
    /// <param name="more">Environment variables, which go before those of this place.</param>
    public static Task<StandaloneService> StartAsync(JanusServer janus, params (string Name, string Value)[] more) => StandaloneService.StartAsync([.. more.UnionBy(Settings(janus), setting => setting.Name)]);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _janus = await JanusServer.Start();
        _service = await StartAsync(_janus);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        if (_janus is not null)
        {
            await _janus.DisposeAsync();
        }
    }

    private static (string Name, string Value)[] Settings(JanusServer janus) =>
    [
        ("Calls__RingTime", "00:02:00"),
        ("Calls__Topology__MeshLimit", "2"),
        ("Calls__Topology__VideoMeshLimit", "2"),
        ("Calls__Topology__MeshAgainAfter", "00:00:03"),
        ("Media__Nodes__0__Name", "janus"),
        ("Media__Nodes__0__Url", janus.Url.ToString()),
        ("Media__Nodes__0__ApiSecret", janus.ApiSecret),
        ("Media__Nodes__0__AdminKey", janus.AdminKey),
    ];
}
