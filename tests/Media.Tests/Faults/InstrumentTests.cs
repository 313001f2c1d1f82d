using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FChat.Faults;

/// <summary>What is counted.</summary>
public sealed class InstrumentTests(MediaBrowser browser)
{
    [Fact]
    public async Task Nodes_rooms_publications_requests_and_losses_are_shown()
    {
        await using var janus = await JanusServer.Start();
        using var meters = new Meters();
        await using var silo = await SfuHost.Start(janus);
        await using var scene = await silo.Open();
        Expected.Of(await scene.Room.Publish("ann", Descriptions.Offer, CancellationToken.None));
        var shown = meters.Look();
        Assert.Equal((1, 1, 1, 0), (shown["fchat.sfu.node.up a"], shown["fchat.sfu.rooms a"], shown["fchat.sfu.publications a"], shown["fchat.sfu.subscriptions a"]));
        Assert.Equal((1, 0, 0), (shown["fchat.sfu.rooms.placed"], shown["fchat.sfu.rooms.lost Closed"], shown["fchat.sfu.rooms.refused"]));
        Assert.InRange(shown["fchat.sfu.node.load a"], 0.001, 0.1);
        Assert.Equal((0, 0), (shown["fchat.sfu.connections.never_up publication"], shown["fchat.sfu.connections.never_up subscription"]));
        Assert.True(meters.Asked("joinandconfigure ok"));

        await janus.Kill();
        await scene.Expect<RoomLost>();
        Expected.Not(await silo.Sfu.Open(new SfuRoomRequest("call", 1), CancellationToken.None));
        shown = meters.Look();
        Assert.Equal((0, 0, 0), (shown["fchat.sfu.node.up a"], shown["fchat.sfu.rooms a"], shown["fchat.sfu.publications a"]));
        Assert.Equal((1, 1), (shown["fchat.sfu.rooms.lost Closed"], shown["fchat.sfu.rooms.refused"]));
    }

    [Fact]
    public async Task What_finds_no_port_is_told_logged_and_counted()
    {
        await using var janus = await JanusServer.Start(mediaPorts: 2);
        using var meters = new Meters();
        await using var silo = await SfuHost.Start([("Media:RequestTimeout", "00:00:02")], janus);
        await using var scene = await silo.Open();
        var page = await browser.OpenPage();
        var publication = await scene.Publish(new BrowserPeer(page), new Sending());

        // Janus answers before it knows, and not at all when it knows just then. Which of the two gets the other port is its choice.
        var others = new[] { await scene.Room.Publish("ben", Descriptions.Offer, CancellationToken.None), await scene.Room.Publish("eve", Descriptions.Offer, CancellationToken.None) };
        var refused = others.Where(outcome => !outcome.IsDone).ToList();
        Assert.All(refused, outcome => Assert.Equal(SfuFault.Unavailable, outcome.Fault));
        await scene.Until(() => scene.Count<PublicationEnded>() + refused.Count > 0);
        var subscribed = await scene.Room.Subscribe(publication, new SfuWish(SfuLayer.High, Screen: true, Audio: true), CancellationToken.None);
        if (subscribed.IsDone)
        {
            await scene.Expect<SubscriptionEnded>(ended => ended.Subscription == subscribed.Value);
        }
        else
        {
            Assert.Equal(SfuFault.Unavailable, subscribed.Fault);
        }

        var shown = meters.Look();
        Assert.InRange(shown["fchat.sfu.connections.never_up publication"], 1, 2);
        Assert.Equal(1, shown["fchat.sfu.connections.never_up subscription"]);
        Assert.Contains(silo.Log, line => line.Contains("(publication): ICE gathering error", StringComparison.Ordinal));
        Assert.Contains(silo.Log, line => line.Contains("(subscription): ICE gathering error", StringComparison.Ordinal));
        await page.CloseAsync();
    }

    private sealed class Meters : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, double> _seen = new();
        private readonly ConcurrentDictionary<string, bool> _asked = new();

        public Meters()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name.StartsWith("fchat.sfu.", StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
            _listener.Start();
        }

        public Dictionary<string, double> Look()
        {
            _seen.Clear();
            _listener.RecordObservableInstruments();
            return _seen.ToDictionary();
        }

        public bool Asked(string request) => _asked.ContainsKey(request);

        public void Dispose() => _listener.Dispose();

        private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var words = string.Join(' ', tags.ToArray().Select(tag => tag.Value));
            if (instrument is Histogram<double>)
            {
                _asked[words] = true;
            }

            _seen.AddOrUpdate($"{instrument.Name} {words}".TrimEnd(), value, (_, before) => before + value);
        }
    }
}
