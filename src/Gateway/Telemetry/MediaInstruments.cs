using System.Diagnostics.Metrics;
using FChat.Telemetry;

namespace FChat.Gateway.Telemetry;

/// <summary>What clients measured of the media that goes past this service: <c>report_call_stats</c>.</summary>
internal sealed class MediaInstruments(Meter meter)
{
    private readonly Histogram<double> first =
        meter.CreateHistogram("fchat.media.first_media", "s", "From joining a call until the first media of somebody else arrived, as clients say", advice: Buckets.Latency);

    private readonly Histogram<double> roundTrip =
        meter.CreateHistogram("fchat.media.round_trip", "s", "Round trip time of media, as clients say", advice: Buckets.Latency);

    private readonly Histogram<double> loss =
        meter.CreateHistogram("fchat.media.packet_loss", "1", "Part of the media packets that were lost, as clients say", advice: Buckets.Part);

    /// <summary>Takes a report; what it does not say is not counted.</summary>
    /// <param name="path">Whether the media is relayed by a TURN server, or goes directly.</param>
    public void Report(TimeSpan? firstMedia, TimeSpan? roundTripTime, double? packetLoss, string path)
    {
        var tag = new KeyValuePair<string, object?>("path", path);
        Record(first, firstMedia?.TotalSeconds, tag);
        Record(roundTrip, roundTripTime?.TotalSeconds, tag);
        Record(loss, packetLoss, tag);
    }

    private static void Record(Histogram<double> histogram, double? value, KeyValuePair<string, object?> tag)
    {
        if (value is { } measured)
        {
            histogram.Record(measured, tag);
        }
    }
}
