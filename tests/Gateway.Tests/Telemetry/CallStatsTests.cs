using System.Diagnostics.Metrics;
using FChat.Calls;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace FChat.Gateway.Tests.Telemetry;

/// <summary>What clients report becomes metrics, if they are in the call.</summary>
public sealed class CallStatsTests
{
    private static readonly string Whole =
        $$"""{"call_session_id":"{{Samples.Call}}","first_media_ms":850,"round_trip_ms":40,"packet_loss_permille":12,"relayed":true}""";

    [Fact]
    public async Task A_participants_report_becomes_metrics_in_seconds_and_parts()
    {
        await using var gateway = await TestGateway.Start();
        using var seen = new SeenMeasurements(gateway.Services.GetRequiredService<IMeterFactory>());

        var (_, reply) = await gateway.Http.Post(Tokens.For("alice"), "report_call_stats", Whole);

        Assert.Null(reply.Code);
        Assert.Equal(["fchat.media.first_media 0.85 relayed", "fchat.media.packet_loss 0.012 relayed", "fchat.media.round_trip 0.04 relayed"], seen.All);
    }

    [Fact]
    public async Task Who_is_not_in_the_call_is_refused_and_counts_nothing()
    {
        await using var gateway = await TestGateway.Start();
        gateway.Cluster.Refuse<ICallGrain>(nameof(ICallGrain.Execute), Refusal.NotAParticipant);
        using var seen = new SeenMeasurements(gateway.Services.GetRequiredService<IMeterFactory>());

        var (_, reply) = await gateway.Http.Post(Tokens.For("mallory"), "report_call_stats", Whole);

        Assert.Equal("not_a_participant", reply.Code);
        Assert.Empty(seen.All);
    }

    private sealed class SeenMeasurements : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly List<string> all = [];

        public SeenMeasurements(IMeterFactory scope)
        {
            listener.InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Name.StartsWith("fchat.media.", StringComparison.Ordinal) && instrument.Meter.Scope == scope)
                {
                    own.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
                all.Add(FormattableString.Invariant($"{instrument.Name} {value} {tags[0].Value}")));
            listener.Start();
        }

        public IEnumerable<string> All => all.Order(StringComparer.Ordinal);

        public void Dispose() => listener.Dispose();
    }
}
