namespace FChat.Service;

/// <summary>The service of all tests that neither kill nor configure one. It rings long: no story ends because a busy machine was slow to tell it.</summary>
public sealed class SharedService : IAsyncLifetime
{
    private StandaloneService? _service;

    /// <summary>The running service.</summary>
    public StandaloneService Running => _service ?? throw new InvalidOperationException("The service is not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _service = await StandaloneService.StartAsync(("Calls__RingTime", "00:02:00"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
    }
}
