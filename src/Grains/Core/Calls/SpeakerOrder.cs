using System.Collections.Immutable;

namespace FChat.Core.Calls;

/// <summary>Who talked when: those who talk now first, then those who ceased last. Not thread safe: it lives in one call.</summary>
/// <param name="most">How many are remembered; nobody who talks now is forgotten for somebody who does not.</param>
public sealed class SpeakerOrder(int most)
{
    private readonly List<Speaker> _speakers = [];

    private readonly record struct Speaker(UserId User, bool IsTalking);

    /// <summary>At most as many as are remembered.</summary>
    public ImmutableArray<UserId> Speakers => [.. _speakers.Select(s => s.User)];

    /// <summary>Somebody began or ceased to talk.</summary>
    public void Talk(UserId user, bool isTalking)
    {
        if (!isTalking && !_speakers.Exists(s => s.User == user))
        {
            return;
        }

        _speakers.RemoveAll(s => s.User == user);
        var talking = _speakers.Count(s => s.IsTalking);
        _speakers.Insert(isTalking ? 0 : talking, new Speaker(user, isTalking));
        if (_speakers.Count > most)
        {
            _speakers.RemoveAt(most);
        }
    }

    /// <summary>Somebody sends nothing any more.</summary>
    public void Forget(UserId user) => _speakers.RemoveAll(s => s.User == user);

    /// <summary>Of whom everybody gets the sound: all, where they are few; else those who talked last, and then whoever has sent for longest.</summary>
    /// <param name="publishers">Who sends, the first of them first.</param>
    public ImmutableHashSet<UserId> Heard(IReadOnlyCollection<UserId> publishers) =>
        [.. Speakers.Where(publishers.Contains).Concat(publishers).Distinct().Take(most)];
}
