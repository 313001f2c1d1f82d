using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace FChat.Faults;

/// <summary>Failures that nobody foresaw: each is logged, and the node is connected to again.</summary>
public sealed class FailureTests(SharedJanus janus)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("looks around")]
    [InlineData("keeps alive")]
    [InlineData("tells")]
    public async Task Whatever_fails_ends_the_connection_and_begins_another(string when)
    {
        var once = new Once();
        var options = new MediaOptions { KeepAliveEvery = TimeSpan.FromSeconds(0.2), LookEvery = TimeSpan.FromSeconds(0.5), FirstPause = TimeSpan.FromSeconds(0.05) };
        var time = new FailingTime(once, when == "looks around");
        using var counts = FailingCount(once, when == "keeps alive");
        using var logs = new HeardLogs();
        using var factory = new LoggerFactory([logs]);
        using var stop = new CancellationTokenSource();
        var node = new JanusNode(Contexts.NodeOf(janus.Server), Contexts.Of(options, time, factory.CreateLogger<JanusSfu>()), () => once.Fail(when == "tells"));

        var running = node.Run(stop.Token);
        await logs.Until(() => logs.Lines.Count(line => line.EndsWith("is there", StringComparison.Ordinal)) == 2 && node.IsUp, Patience);
        Assert.Single(logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        await stop.CancelAsync();
        await running;
        Assert.False(node.IsUp);
    }

    [Fact]
    public async Task A_listener_that_fails_ends_the_connection()
    {
        await using var silo = await SfuHost.Start(janus.Server);
        await using var scene = await silo.Open();
        var room = (JanusRoom)scene.Room;
        var (handle, _) = await room.Session.Attach(new Failing(), CancellationToken.None);
        await handle!.Ask(VideoRoom.Publish(room.Number, 1), room.Context, CancellationToken.None, "offer", Descriptions.Offer);

        Assert.Contains("on purpose", (await scene.Expect<RoomLost>()).Reason, StringComparison.Ordinal);
        Assert.Single(silo.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
        await silo.Until(() => silo.Sfu.CanPlace);
    }

    private static MeterListener FailingCount(Once once, bool shall)
    {
        var counts = new MeterListener { InstrumentPublished = (instrument, listener) => EnableDuration(instrument, listener) };
        counts.SetMeasurementEventCallback<double>((_, _, tags, _) => once.Fail(shall && tags.ToArray().Any(tag => tag.Value is "keepalive")));
        counts.Start();
        return counts;
    }

    private static void EnableDuration(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name == "fchat.sfu.request.duration")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private sealed class Once
    {
        private int _left = 1;

        public void Fail(bool shall)
        {
            if (shall && Interlocked.Exchange(ref _left, 0) == 1)
            {
                throw new InvalidOperationException("on purpose");
            }
        }
    }

    private sealed class FailingTime(Once once, bool shall) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            once.Fail(shall);
            return base.GetUtcNow();
        }
    }

    private sealed class Failing : IHandleListener
    {
        public void On(JanusMessage message) => throw new InvalidOperationException("on purpose");
    }
}
