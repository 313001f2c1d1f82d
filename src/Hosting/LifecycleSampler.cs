using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry.Trace;

namespace FChat.Hosting;

/// <summary>
/// Which traces are recorded. A parent in this service decides for its children; so does a caller's <c>traceparent</c>, except that a call's life is recorded whatever it says.
/// Without a parent, a call's life is recorded always, other operations in the configured part, and nothing else begins a trace: not timers, probes, or statements of the background.
/// </summary>
/// <param name="ratio">The part, 0 to 1.</param>
internal sealed class LifecycleSampler(double ratio) : Sampler
{
    private static readonly FrozenSet<string> Lifecycle =
        new[] { "initiate_call", "join_call", "resume_call", "leave_call", "reject_call", "end_call", "force_end_call", "remove_participant" }.ToFrozenSet();

    private static readonly SamplingResult Record = new(SamplingDecision.RecordAndSample);
    private static readonly SamplingResult Drop = new(SamplingDecision.Drop);
    private readonly TraceIdRatioBasedSampler _ratio = new(ratio);

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        if (parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) || Follows(samplingParameters))
        {
            return Record;
        }

        var isOperation = samplingParameters.Kind == ActivityKind.Server && (parent.TraceId == default || parent.IsRemote);
        if (isOperation && Lifecycle.Contains(samplingParameters.Name))
        {
            return Record;
        }

        return isOperation && parent.TraceId == default ? _ratio.ShouldSample(samplingParameters) : Drop;
    }

    // Work that several wait for is linked to what is recorded, and to nothing else.
    private static bool Follows(in SamplingParameters asked) => asked.ParentContext.TraceId == default && asked.Links?.Any() == true;
}
