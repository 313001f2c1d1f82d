using System.Text;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Callers;

public sealed class HubCallerTests : IDisposable
{
    private readonly Faults _faults = new("m");
    private readonly HeardSeat _seat = new();
    private readonly HubCaller _caller;

    public HubCallerTests()
    {
        _caller = new HubCaller(_seat, _faults);
        _caller.ListenTo("speaker");
    }

    public void Dispose() => _caller.Dispose();

    [Fact]
    public void What_the_service_tells_comes_to_the_seat()
    {
        Answer("""{"ok":true,"data":{"seq_state":{"epoch":1,"seq":4,"signal_seq":7}}}""");
        Hear("call_participant_joined", """{"seq":5,"joined":[{"user":"late","status":"Joined"}],"changed":[{"user":"rung","status":"Ringing"}]}""");
        Hear("call_participant_updated", """{"seq":6,"updated":[{"user":"other","muted":true},{"user":"speaker","muted":true}]}""");
        Hear("webrtc_signal", """{"from_user":"speaker","signal_data":{"n":1},"signal_seq":8}""");
        Answer("""{"ok":true,"data":{}}""");

        Assert.Equal(["joined 7", "in late", "muted True", "speaker {\"n\":1} 8", "answered True"], _seat.Heard);
        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void A_hub_that_does_not_number_is_believed()
    {
        Answer("""{"ok":true,"data":{}}""");
        Hear("call_participant_updated", """{"seq":1,"updated":[{"user":"speaker","muted":true}]}""");
        Hear("call_participant_updated", """{"seq":1,"updated":[{"user":"speaker","muted":false}]}""");

        Assert.Equal(["joined ", "muted True", "muted False"], _seat.Heard);
        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public void A_gap_in_the_numbers_of_a_call_is_told()
    {
        Answer("""{"ok":true,"data":{"seq_state":{"epoch":1,"seq":4,"signal_seq":0}}}""");
        Hear("call_updated", """{"seq":6}""");

        Assert.StartsWith("m: seq has a gap: 1", Assert.Single(_faults.Lines));
    }

    [Fact]
    public void A_refused_joining_is_told()
    {
        _caller.OnLightAnswer(accepted: false, "room_full"u8);

        Assert.Equal(["refused room_full"], _seat.Heard);
    }

    private void Answer(string result) => _caller.OnLightAnswer(accepted: true, Encoding.UTF8.GetBytes(result));

    private void Hear(string name, string argument) => _caller.OnEvent(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(argument));
}
