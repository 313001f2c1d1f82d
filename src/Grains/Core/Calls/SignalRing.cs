using FChat.Calls;

namespace FChat.Core.Calls;

/// <summary>
/// The newest signals to one participant, at most <paramref name="most"/>. Kept as bytes in one array that is written in circles: of what is kept for a minute and then forgotten,
/// a garbage collector would otherwise copy every object three times.
/// </summary>
/// <remarks>
/// <code>
/// bytes  [ c d e | free | a b ]   a is the oldest; what does not fit at the end goes on at the beginning
/// places [ e . . a b c d ]        likewise
/// </code>
/// </remarks>
internal sealed class SignalRing(int most)
{
    private const int FewPlaces = 8;
    private const int FewBytes = 4096;
    private Place[] _places = [];
    private byte[] _bytes = [];
    private int _first;
    private int _count;
    private int _firstByte;
    private int _usedBytes;

    private readonly record struct Place(UserId From, SignalType Type, DateTimeOffset At, long Order, int Length, StreamRef? Stream);

    /// <summary>Number of the last signal; 0 before the first.</summary>
    public long Last { get; private set; }

    public void Add(WebRtcSignal signal, DateTimeOffset at, long order)
    {
        if (_count == most)
        {
            DropFirst();
        }

        var bytes = signal.SignalData.Utf8Json;
        MakeRoom(bytes.Length);
        Copy(bytes, _bytes, (_firstByte + _usedBytes) % _bytes.Length);
        _usedBytes += bytes.Length;
        _places[(_first + _count++) % _places.Length] = new Place(signal.FromUser, signal.SignalType, at, order, bytes.Length, signal.Stream);
        Last++;
    }

    /// <summary>Bytes that it takes up, whether they are used or not.</summary>
    public int Bytes => _bytes.Length;

    /// <summary>Forgets all of them: who lacks one gets a snapshot.</summary>
    public void Clear() => DropBefore(DateTimeOffset.MaxValue);

    public void DropBefore(DateTimeOffset oldest)
    {
        while (_count > 0 && _places[_first].At < oldest)
        {
            DropFirst();
        }

        if (_count == 0)
        {
            (_places, _bytes, _first, _firstByte) = ([], [], 0, 0);
        }
    }

    /// <summary>Whether every signal after <paramref name="number"/> is still here; false for a number that was never given.</summary>
    public bool HasAllAfter(long number) => number <= Last && number >= Last - _count;

    /// <summary>The signals after <paramref name="number"/>, with their numbers from then on.</summary>
    public IEnumerable<ReplayEntry> After(long number, CallId call, long epoch)
    {
        var (at, seq) = (_firstByte, Last - _count);
        for (var i = 0; i < _count; i++)
        {
            var place = _places[(_first + i) % _places.Length];
            if (++seq > number)
            {
                var signal = new WebRtcSignal(place.From, place.Type, new SignalPayload(Read(at, place.Length))) { Stream = place.Stream };
                yield return new ReplayEntry(new StampedEvent(signal, new CallStamp(call, epoch, seq)), place.At, place.Order);
            }

            at = (at + place.Length) % _bytes.Length;
        }
    }

    private void DropFirst()
    {
        var length = _places[_first].Length;
        _places[_first] = default;
        _first = (_first + 1) % _places.Length;
        _count--;
        _firstByte = (_firstByte + length) % _bytes.Length;
        _usedBytes -= length;
    }

    private void MakeRoom(int more)
    {
        if (_count == _places.Length)
        {
            var places = new Place[Math.Min(most, Math.Max(FewPlaces, _count * 2))];
            for (var i = 0; i < _count; i++)
            {
                places[i] = _places[(_first + i) % _places.Length];
            }

            (_places, _first) = (places, 0);
        }

        if (_usedBytes + more > _bytes.Length || _bytes.Length == 0)
        {
            var bytes = new byte[Math.Max(FewBytes, Math.Max(_usedBytes + more, _bytes.Length * 2))];
            Read(_firstByte, _usedBytes).CopyTo(bytes, 0);
            (_bytes, _firstByte) = (bytes, 0);
        }
    }

    private byte[] Read(int from, int length)
    {
        var read = new byte[length];
        var untilEnd = Math.Min(length, _bytes.Length - from);
        _bytes.AsSpan(from, untilEnd).CopyTo(read);
        _bytes.AsSpan(0, length - untilEnd).CopyTo(read.AsSpan(untilEnd));
        return read;
    }

    private static void Copy(ReadOnlySpan<byte> from, Span<byte> circle, int at)
    {
        var untilEnd = Math.Min(from.Length, circle.Length - at);
        from[..untilEnd].CopyTo(circle[at..]);
        from[untilEnd..].CopyTo(circle);
    }
}
