namespace FChat.Service;

/// <summary>The service of all tests that neither kill nor configure one. It rings for the default time.</summary>
public sealed class SharedService : IAsyncLifetime
{
    private StandaloneService? _service;

    /// <summary>The running service.</summary>
    public StandaloneService Running => _service ?? throw new InvalidOperationException("The service is not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _service = await StandaloneService.StartAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
    }
}
