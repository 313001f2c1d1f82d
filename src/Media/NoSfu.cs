namespace FChat.Media;

/// <summary>No media server is configured: calls stay meshes.</summary>
public sealed class NoSfu : ISfu
{
    /// <inheritdoc/>
    public bool IsConfigured => false;

    /// <inheritdoc/>
    public bool CanPlace => false;

    /// <summary>Never raised.</summary>
    public event Action? Changed
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public Task<SfuOutcome<ISfuRoom>> Open(SfuRoomRequest request, CancellationToken cancellation) =>
        Task.FromResult<SfuOutcome<ISfuRoom>>(new SfuRefusal(SfuFault.Unavailable, "No media server is configured."));
}
