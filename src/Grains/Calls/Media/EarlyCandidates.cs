using FChat.Media;

namespace FChat.Calls.Media;

/// <summary>
/// Candidates that are read before the answer to the request that made their connection. The media server tells none before it; but what waits for the answer,
/// and what reads events, are two turns of the call, of which either may come first. Bounded: of too many, the oldest connection's go.
/// </summary>
internal sealed class EarlyCandidates
{
    private const int MostConnections = 128;
    private const int MostCandidates = 64;

    private readonly Dictionary<object, List<SfuCandidate>> _waiting = [];
    private readonly Queue<object> _order = new();

    public void Keep(object connection, SfuCandidate candidate)
    {
        if (!_waiting.TryGetValue(connection, out var candidates))
        {
            _waiting[connection] = candidates = [];
            _order.Enqueue(connection);
            DropOldest();
        }

        if (candidates.Count < MostCandidates)
        {
            candidates.Add(candidate);
        }
    }

    public IReadOnlyList<SfuCandidate> Take(object connection) => _waiting.Remove(connection, out var candidates) ? candidates : [];

    public void Clear()
    {
        _waiting.Clear();
        _order.Clear();
    }

    private void DropOldest()
    {
        while (_order.Count > MostConnections)
        {
            _waiting.Remove(_order.Dequeue());
        }
    }
}
