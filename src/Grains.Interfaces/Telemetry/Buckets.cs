using System.Diagnostics.Metrics;

namespace FChat.Telemetry;

/// <summary>Bounds of histograms: fine where the promises are.</summary>
public static class Buckets
{
    /// <summary>Of waiting inside the service, in seconds: from half a millisecond to ten seconds.</summary>
    public static InstrumentAdvice<double> Latency { get; } =
        new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    /// <summary>Of waiting for people, in seconds: to two minutes.</summary>
    public static InstrumentAdvice<double> Patience { get; } = new() { HistogramBucketBoundaries = [0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 45, 60, 90, 120] };

    /// <summary>Of talking, in seconds: to twelve hours.</summary>
    public static InstrumentAdvice<double> Talk { get; } = new() { HistogramBucketBoundaries = [5, 15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 43_200] };

    /// <summary>Of how many go together.</summary>
    public static InstrumentAdvice<int> Counts { get; } = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 256] };

    /// <summary>Of a part of a whole, 0 to 1.</summary>
    public static InstrumentAdvice<double> Part { get; } = new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5] };
}
