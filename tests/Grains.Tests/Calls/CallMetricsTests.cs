using System.Diagnostics.Metrics;
using FChat.Gateways;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using static FChat.Calls.CallCluster;

namespace FChat.Calls;

/// <summary>What a call counts from its beginning to its end, by fake time.</summary>
public sealed class CallMetricsTests(CallCluster cluster) : IClassFixture<CallCluster>
{
    [Fact]
    public async Task A_call_is_counted_from_its_start_to_its_end_with_how_long_it_rang_and_lasted()
    {
        using var seen = new Seen(cluster.Services);
        var call = await cluster.Call(Ann);
        Assert.Equal(["1 Audio/Initiated"], seen.Live());

        cluster.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.True((await Join(call, Bob)).IsDone);
        Assert.Equal(["1 Audio/Connected"], seen.Live());

        cluster.Time.Advance(TimeSpan.FromSeconds(20));
        await call.Execute(new LeaveCall(Bob, null)).Soon();
        await call.Execute(new EndCall(Ann, null)).Soon();

        Assert.Equal(
            [
                "fchat.calls.departures 1 Left",
                "fchat.calls.duration 20 Audio",
                "fchat.calls.ended 1 Audio/Ended/HostEnded",
                "fchat.calls.ring_to_answer 7 Audio",
                "fchat.calls.started 1 Audio",
            ],
            seen.Counted);
        Assert.Empty(seen.Live());
    }

    [Fact]
    public async Task A_live_call_that_is_loaded_again_counts_as_recovered()
    {
        var live = await cluster.Call(Ann, Bob);
        using var seen = new Seen(cluster.Services);
        var before = seen.Recovered();

        await Forget(live);

        Assert.Equal(before + 1, seen.Recovered());
        await live.Execute(new EndCall(Ann, null)).Soon();
    }

    private sealed class Seen : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly List<string> _counted = [];
        private readonly List<string> _live = [];
        private long _recovered;

        public Seen(IServiceProvider silo)
        {
            var scope = silo.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Name.StartsWith("fchat.calls.", StringComparison.Ordinal) && instrument.Name != "fchat.calls.setup" && instrument.Meter.Scope == scope)
                {
                    own.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                if (instrument.IsObservable)
                {
                    _recovered += value;
                }
                else
                {
                    Take(_counted, $"{instrument.Name} {value} {Text(tags)}");
                }
            });
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(_counted, FormattableString.Invariant($"{instrument.Name} {value} {Text(tags)}")));
            _listener.SetMeasurementEventCallback<int>((_, value, tags, _) => Take(_live, $"{value} {Text(tags)}"));
            _listener.Start();
        }

        public IEnumerable<string> Counted
        {
            get
            {
                lock (_counted)
                {
                    return [.. _counted.Order(StringComparer.Ordinal)];
                }
            }
        }

        public List<string> Live()
        {
            _live.Clear();
            _listener.RecordObservableInstruments();
            return _live;
        }

        public long Recovered()
        {
            _recovered = 0;
            _listener.RecordObservableInstruments();
            return _recovered;
        }

        public void Dispose() => _listener.Dispose();

        private static void Take(List<string> to, string line)
        {
            lock (to)
            {
                to.Add(line);
            }
        }

        private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join('/', tags.ToArray().Select(tag => tag.Value));
    }
}
