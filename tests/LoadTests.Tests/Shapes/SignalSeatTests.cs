using System.Diagnostics;
using System.Text;
using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes;

public sealed class SignalSeatTests
{
    private readonly List<string> _sent = [];
    private readonly Faults _faults = new("m");
    private readonly SignalTally _tally;
    private readonly SignalSeat _seat;
    private readonly SignalLine _incoming;
    private readonly SignalLine _outgoing;

    public SignalSeatTests()
    {
        _tally = new SignalTally(_faults);
        _seat = new SignalSeat(_tally);
        _incoming = Line(7, "bob");
        _outgoing = Line(8, "alice");
        _seat.Place("alice", _incoming, _outgoing, signalSeq: 0);
    }

    [Fact]
    public void Signals_as_they_were_sent_are_no_fault()
    {
        Receive(Sent(_incoming), seq: 1);
        Receive(Sent(_incoming), seq: 2);
        _seat.Settle();

        Assert.Empty(_faults.Lines);
        Assert.Equal(2, _tally.Received);
    }

    [Fact]
    public void A_signal_that_comes_twice_is_doubled()
    {
        var signal = Sent(_incoming);
        Receive(signal, seq: 1);
        Receive(signal, seq: 2);

        AssertFault("doubled: 1");
    }

    [Fact]
    public void A_signal_that_overtakes_another_puts_that_out_of_order()
    {
        var first = Sent(_incoming);
        Receive(Sent(_incoming), seq: 1);
        Receive(first, seq: 2);

        AssertFault("out of order: 1");
    }

    [Fact]
    public void Signals_that_never_came_are_lost()
    {
        Receive(Sent(_incoming), seq: 1);
        Sent(_incoming);
        Sent(_incoming);
        _seat.Settle();

        AssertFault("lost: 2");
    }

    [Fact]
    public void A_signal_of_another_line_is_misdelivered()
    {
        Receive(Sent(Line(9, "bob")), seq: 1);

        AssertFault("misdelivered: 1");
    }

    [Fact]
    public void A_signal_that_names_another_sender_is_misdelivered()
    {
        Receive(Sent(_incoming), seq: 1, from: "mallory");

        AssertFault("misdelivered: 1");
    }

    [Fact]
    public void One_changed_byte_is_garbled()
    {
        Receive(Sent(_incoming).Replace("203.0.113.7", "203.0.113.8", StringComparison.Ordinal), seq: 1);

        AssertFault("garbled: 1");
    }

    [Fact]
    public void A_blank_that_a_serializer_put_in_is_garbled()
    {
        Receive(Sent(_incoming).Replace("\"sdpMid\":", "\"sdpMid\": ", StringComparison.Ordinal), seq: 1);

        AssertFault("garbled: 1");
    }

    [Fact]
    public void A_gap_in_the_numbers_of_the_service_is_told()
    {
        Receive(Sent(_incoming), seq: 2);

        AssertFault("signal_seq not contiguous: 1");
    }

    [Fact]
    public void A_server_that_does_not_number_is_not_held_to_it()
    {
        _seat.Place("alice", _incoming, _outgoing, signalSeq: null);
        Receive(Sent(_incoming), seq: 1);
        Receive(Sent(_incoming), seq: 1);

        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void A_refused_signal_is_told()
    {
        _seat.OnLightAnswer(accepted: false, """{"ok":false}"""u8);

        AssertFault("refused: 1");
    }

    [Fact]
    public void A_closed_loop_answers_each_signal_with_one()
    {
        _seat.Replies = true;
        Receive(Sent(_incoming), seq: 1);

        Assert.Equal(1, _outgoing.Sent);
    }

    [Fact]
    public void Only_signals_that_were_due_in_the_window_are_measured()
    {
        var before = Sent(_incoming);
        _tally.Open();
        var within = Sent(_incoming);
        _tally.Close();
        foreach (var (signal, seq) in new[] { (before, 1), (within, 2), (Sent(_incoming), 3) })
        {
            Receive(signal, seq);
        }

        Assert.Equal(1, _tally.Latencies.Count);
        Assert.Equal(3, _tally.Received);
    }

    private SignalLine Line(int number, string target) =>
        new(number, record => _sent.Add(Encoding.UTF8.GetString(record)), "01CALL", target, acknowledged: true);

    private string Sent(SignalLine line)
    {
        line.Send(Stopwatch.GetTimestamp());
        var record = HubRecord.Read(Encoding.UTF8.GetBytes(_sent[^1].TrimEnd((char)HubRecords.Separator)));
        return Encoding.UTF8.GetString(ReceivedSignal.Read(record.Body).Content);
    }

    private void Receive(string content, long seq, string from = "alice") => _seat.OnEvent(
        "webrtc_signal"u8,
        Encoding.UTF8.GetBytes($$"""{"call_session_id":"01CALL","epoch":1,"from_user":"{{from}}","signal_type":"ice_candidate","signal_data":{{content}},"signal_seq":{{seq}}}"""));

    private void AssertFault(string start) => Assert.StartsWith("m: " + start, Assert.Single(_faults.Lines));
}
