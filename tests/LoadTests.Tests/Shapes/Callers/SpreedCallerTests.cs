using FChat.LoadTests.Clients.Spreed;

namespace FChat.LoadTests.Shapes.Callers;

public sealed class SpreedCallerTests : IDisposable
{
    private readonly HeardSeat _seat = new();
    private readonly SpreedCaller _caller;

    public SpreedCallerTests() => _caller = new SpreedCaller(_seat);

    public void Dispose() => _caller.Dispose();

    [Fact]
    public void A_room_stands_for_a_call_a_message_to_it_for_a_change_and_one_to_a_session_for_a_signal()
    {
        _caller.OnRoom();
        _caller.OnEvent("""{"target":"room","type":"join","join":[{"sessionid":"s","userid":"late"}]}"""u8);
        _caller.OnMessage(SpreedReceived.Read("""{"sender":{"type":"room","userid":"speaker"},"data":{"muted":true}}"""u8));
        _caller.OnMessage(SpreedReceived.Read("""{"sender":{"type":"room","userid":"speaker"},"data":{"muted":false}}"""u8));
        _caller.OnMessage(SpreedReceived.Read("""{"sender":{"type":"session","userid":"speaker"},"data":{"n":1}}"""u8));
        _caller.OnError("""{"code":"not_allowed"}"""u8);

        Assert.Equal(["joined ", "in late", "muted True", "muted False", "speaker {\"n\":1} 0", "refused {\"code\":\"not_allowed\"}"], _seat.Heard);
    }
}
