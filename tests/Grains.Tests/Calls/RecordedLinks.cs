using System.Collections.Immutable;
using FChat.Gateways;
using FChat.Time;

namespace FChat.Calls;

/// <summary>Links that keep what they are given, for a test to look at or wait for.</summary>
internal sealed class RecordedLinks : IGatewayLinks
{
    private readonly Lock _gate = new();
    private ImmutableArray<(GatewayId Gateway, Envelope Envelope)> _sent = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ImmutableArray<Envelope> Sent => [.. _sent.Select(s => s.Envelope)];

    /// <summary>The gateways that heard a kind of event of a call's, one list for each event, in its order.</summary>
    public IReadOnlyList<GatewayId[]> Hearers<T>(CallId call)
        where T : ServiceEvent =>
        [.. _sent.Where(s => s.Envelope is { Audience: CallAudience, Content: { Event: T, Stamp: { } stamp } } && stamp.Call == call)
            .GroupBy(s => s.Envelope.Content.Stamp!.Seq, s => s.Gateway)
            .Select(one => one.OrderBy(gateway => gateway.Value).ToArray())];

    public void Send(GatewayId gateway, Envelope envelope)
    {
        lock (_gate)
        {
            _sent = _sent.Add((gateway, envelope));
            _more.TrySetResult();
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public bool IsGone(GatewayId gateway) => false;

    /// <summary>Events for devices that are joined.</summary>
    public IEnumerable<StampedEvent> Broadcasts => Sent.Where(e => e.Audience is CallAudience).Select(e => e.Content);

    /// <summary>Waits until something that fits was sent, and gives the first.</summary>
    public async Task<Envelope> Until(Func<Envelope, bool> fits)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_sent.Select(s => s.Envelope).FirstOrDefault(fits) is { } found)
                {
                    return found;
                }

                more = _more.Task;
            }

            try
            {
                await more.Soon();
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"Not sent. What was: {string.Join("; ", Sent.Select(e => $"{e.Content} to {e.Audience}"))}");
            }
        }
    }

    public Task<Envelope> UntilBroadcast<T>()
        where T : ServiceEvent => Until(e => e is { Audience: CallAudience, Content.Event: T });
}
