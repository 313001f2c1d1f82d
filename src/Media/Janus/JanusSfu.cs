using Microsoft.Extensions.Hosting;

namespace FChat.Media.Janus;

/// <summary>All media servers of the configuration.</summary>
internal sealed class JanusSfu : ISfu, IHostedService, IDisposable
{
    private readonly IReadOnlyList<JanusNode> _nodes;
    private readonly JanusContext _context;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public JanusSfu(JanusContext context)
    {
        _context = context;
        _nodes = [.. context.Options.Nodes.Select(node => new JanusNode(node, context, TellChanged))];
        context.Settings.Changed += TellChanged;
        context.Instruments.Observe(_nodes);
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public bool IsConfigured => _nodes.Count > 0;

    /// <inheritdoc/>
    public bool CanPlace => _nodes.Any(node => node.Look().CanTake);

    /// <inheritdoc/>
    public async Task<SfuOutcome<ISfuRoom>> Open(SfuRoomRequest request, CancellationToken cancellation)
    {
        var looks = _nodes.Select(node => node.Look()).ToList();
        var refusal = looks.Any(look => look.IsOpen)
            ? new SfuRefusal(SfuFault.Full, "the media servers that are there have all the publishers that they may have")
            : new SfuRefusal(SfuFault.Unavailable, "no media server is there");
        foreach (var name in NodeChoice.Order(looks, request.Call))
        {
            var outcome = await _nodes.First(node => node.Name == name).Open(request, cancellation);
            if (outcome.IsDone)
            {
                return outcome;
            }

            refusal = new SfuRefusal(SfuFault.Unavailable, outcome.Message);
        }

        _context.Instruments.Refused();
        return refusal;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(_nodes.Select(node => node.Run(_stop.Token)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _context.Settings.Changed -= TellChanged;
        _stop.Dispose();
    }

    // Handlers must not throw. One that does hurts neither a node nor the other handlers.
    private void TellChanged()
    {
        foreach (var handler in Changed?.GetInvocationList().Cast<Action>() ?? [])
        {
            try
            {
                handler();
            }
            catch (Exception failure)
            {
                JanusLog.ChangedFailed(_context.Log, failure);
            }
        }
    }
}
