using FChat.LoadTests.Shapes.Lifecycles;

namespace FChat.LoadTests.Shapes;

public sealed class PresenceTrafficTests
{
    [Fact]
    public void Every_fifth_beat_of_a_user_changes_the_status_and_the_others_are_heartbeats() =>
        Assert.Equal(
            ["heartbeat", "heartbeat", "heartbeat", "heartbeat", "update_user_status", "heartbeat", "heartbeat", "heartbeat", "heartbeat", "update_user_status"],
            Enumerable.Range(0, 10).Select(number => PresenceTraffic.Beat(number).Operation));

    [Fact]
    public void Two_changes_in_a_row_differ() => Assert.NotEqual(PresenceTraffic.Beat(4).Argument.ToString(), PresenceTraffic.Beat(9).Argument.ToString());
}
