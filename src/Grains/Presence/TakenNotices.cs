namespace FChat.Presence;

/// <summary>The notices that a user grain has taken, by the last number of each of the last senders: what comes again after a lost answer, or late, is known.</summary>
internal sealed class TakenNotices
{
    private const int MostSenders = 32;
    private readonly OrderedDictionary<Guid, long> _last = [];

    /// <summary>Takes a notice; false: it was taken before, or one that follows it was.</summary>
    public bool TryTake(NoticeNumber? number)
    {
        if (number is not { } notice)
        {
            return true;
        }

        if (_last.TryGetValue(notice.Sender, out var last) && notice.Number <= last)
        {
            return false;
        }

        // The one that was heard of last stands last.
        _last.Remove(notice.Sender);
        _last.Add(notice.Sender, notice.Number);
        if (_last.Count > MostSenders)
        {
            _last.RemoveAt(0);
        }

        return true;
    }
}
