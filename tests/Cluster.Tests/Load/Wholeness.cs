namespace FChat.Cluster.Tests.Load;

/// <summary>What clients noticed of something that happened.</summary>
/// <param name="Until">How long until the last of them was done with the last thing that did not go as always.</param>
/// <param name="Answered">How long until every call had answered something that was begun after it happened.</param>
/// <param name="Seated">How long until the last of those who were cut off was seated again.</param>
/// <param name="Repeated">Acts that were tried more than once.</param>
/// <param name="Cuts">Connections that were lost.</param>
/// <param name="Snapshots">Resumes that were answered with the whole.</param>
internal sealed record Wholeness(TimeSpan Until, TimeSpan Answered, TimeSpan Seated, int Repeated, int Cuts, int Snapshots)
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    /// <summary>Of what began at <paramref name="struck"/> and may count from <paramref name="from"/>, as far as it was noticed before <paramref name="until"/>.</summary>
    public static Wholeness Of(History history, TimeSpan struck, TimeSpan from, TimeSpan until)
    {
        var acts = history.Acts.Where(act => act.Begun < until && act.Done > from && act.Done != TimeSpan.MaxValue).ToList();
        var late = acts.Where(act => act.Attempts.Count > 1 || act.Done - act.Begun > Slow).ToList();
        var steps = history.Stays.SelectMany(stay => stay.Steps).Where(step => step.At > struck && step.At < until).ToList();
        var seated = history.Stays.Select(stay => SeatedAgain(stay, struck, until)).DefaultIfEmpty().Max();
        var living = history.Acts.Where(act => act.Begun <= struck && act.Aim.Call is not null).Select(act => act.Aim.Call).ToHashSet();
        var answered = acts.Where(act => act.Begun > from && act.Verdict == Verdict.Acknowledged && living.Contains(act.Aim.Call))
            .GroupBy(act => act.Aim.Call)
            .Select(call => call.Min(act => act.Done))
            .DefaultIfEmpty(from)
            .Max();
        var whole = late.Select(act => act.Done).Append(seated).Append(from).Max();
        return new Wholeness(
            whole - from,
            answered - from,
            seated > from ? seated - from : TimeSpan.Zero,
            acts.Count(act => act.Attempts.Count > 1),
            steps.OfType<Cut>().Count(),
            steps.OfType<Seated>().Count(step => step.How == Seating.Snapshot));
    }

    private static TimeSpan SeatedAgain(Stay stay, TimeSpan from, TimeSpan until)
    {
        var trouble = stay.Steps.Where(step => step.At > from && step.At < until).LastOrDefault(step => step is Cut or NotSeated);
        return trouble is null ? TimeSpan.Zero : stay.Steps.FirstOrDefault(step => step.At > trouble.At && step is Histories.Seated)?.At ?? TimeSpan.Zero;
    }
}
