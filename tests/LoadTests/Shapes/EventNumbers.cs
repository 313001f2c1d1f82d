using System.Text;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Shapes;

/// <summary>Checks that the numbers of a call's events have no gap for a participant, from its joining on. Not thread safe.</summary>
public sealed class EventNumbers(Faults faults)
{
    private long? _last;

    /// <summary>The number up to which everything is known; 0: none is.</summary>
    public long Last => _last ?? 0;

    /// <summary>The number in the answer to the joining; null: the server does not number, and nothing is checked.</summary>
    public long? JoinedAt { get; private set; }

    /// <summary>The joining was answered with this number.</summary>
    public void Begin(long? joinedAt) => (JoinedAt, _last) = (joinedAt, joinedAt);

    /// <summary>An event came. What was told to this one as a ringing invitee may still be under way; it is older than the answer to the joining.</summary>
    public void Check(ReadOnlySpan<byte> name, long? seq)
    {
        if (seq is not { } number || _last is not { } last || number <= JoinedAt)
        {
            return;
        }

        _last = number;
        if (number != last + 1)
        {
            faults.Report(number > last ? "seq has a gap" : "seq comes again", $"{number} after {last}, {Encoding.UTF8.GetString(name)}");
        }
    }

    /// <summary>Whether events of this name use up a number; a ring or its end carries one without.</summary>
    public static bool Numbers(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("call_participant_updated"u8) || name.SequenceEqual("call_participant_joined"u8) || name.SequenceEqual("call_participant_left"u8)
        || name.SequenceEqual("call_updated"u8) || name.SequenceEqual("call_rejected"u8) || name.SequenceEqual("call_ended"u8);
}
