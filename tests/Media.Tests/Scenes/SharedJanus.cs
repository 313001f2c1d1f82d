namespace FChat.Scenes;

/// <summary>A Janus for all tests that leave it as it is.</summary>
public sealed class SharedJanus : IAsyncLifetime
{
    private JanusServer? _server;

    public JanusServer Server => _server ?? throw new InvalidOperationException("Janus is not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _server = await JanusServer.Start();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
