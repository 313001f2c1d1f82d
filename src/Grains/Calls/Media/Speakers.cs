using System.Collections.Immutable;
using FChat.Core.Calls;

namespace FChat.Calls.Media;

/// <summary>
/// Who talks in a call, told at most twice a second: at once when nothing was told for half a second, and else when that is over.
/// Where others are heard, the media server is asked for each who receives: with many of them it has as much longer a rest.
/// </summary>
internal sealed class Speakers(int most, TimeProvider time, Action<TimeSpan> later)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseForEach = TimeSpan.FromMilliseconds(2);

    private readonly SpeakerOrder _order = new(most);
    private ImmutableArray<UserId> _told = [];
    private DateTimeOffset _toldAt = DateTimeOffset.MinValue;

    /// <summary>Somebody began or ceased to talk.</summary>
    /// <returns>Whether it may be told now; if not, it was asked for later.</returns>
    public bool Talk(UserId user, bool isTalking, int receivers)
    {
        _order.Talk(user, isTalking);
        return MayTell(receivers);
    }

    /// <summary>Somebody sends nothing any more.</summary>
    /// <inheritdoc cref="Talk"/>
    public bool Forget(UserId user, int receivers)
    {
        _order.Forget(user);
        return MayTell(receivers);
    }

    /// <summary>What is to be told, which counts as told then; null: the same as before.</summary>
    public ImmutableArray<UserId>? Changed()
    {
        var speakers = _order.Speakers;
        if (speakers.SequenceEqual(_told))
        {
            return null;
        }

        (_told, _toldAt) = (speakers, time.GetUtcNow());
        return speakers;
    }

    /// <inheritdoc cref="SpeakerOrder.Heard"/>
    public ImmutableHashSet<UserId> Heard(IReadOnlyCollection<UserId> publishers) => _order.Heard(publishers);

    /// <summary>Nobody sends anything any more.</summary>
    public void Clear()
    {
        foreach (var user in _order.Speakers)
        {
            _order.Forget(user);
        }

        _told = [];
    }

    private bool MayTell(int receivers)
    {
        var rest = PauseForEach * receivers;
        var wait = _toldAt + (rest > Pause ? rest : Pause) - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            later(wait);
        }

        return wait <= TimeSpan.Zero;
    }
}
