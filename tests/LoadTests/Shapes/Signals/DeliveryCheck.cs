namespace FChat.LoadTests.Shapes.Signals;

/// <summary>What is to be said of one received number.</summary>
public enum Delivery
{
    /// <summary>The next in order, or one ahead of others that may still come.</summary>
    Good,

    /// <summary>It came after a later one.</summary>
    OutOfOrder,

    /// <summary>It was here before, or was never sent.</summary>
    Unexpected,
}

/// <summary>Checks that the numbers 0, 1, 2, … of one sender arrive once each and in order. Not thread safe.</summary>
public sealed class DeliveryCheck
{
    private readonly HashSet<long> _skipped = [];
    private long _next;

    /// <summary>Judges one received number.</summary>
    public Delivery Accept(long number)
    {
        if (number < _next)
        {
            return _skipped.Remove(number) ? Delivery.OutOfOrder : Delivery.Unexpected;
        }

        for (; _next < number; _next++)
        {
            _skipped.Add(_next);
        }

        _next++;
        return Delivery.Good;
    }

    /// <summary>Nothing below <paramref name="sent"/> comes any more: says how many never came, and forgets them.</summary>
    public long Settle(long sent)
    {
        var lost = _skipped.Count + Math.Max(0, sent - _next);
        _skipped.Clear();
        _next = Math.Max(_next, sent);
        return lost;
    }
}
