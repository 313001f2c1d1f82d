namespace FChat.Cluster.Tests.Checking;

/// <summary>
/// Signals: each acknowledged one reaches its target exactly once and in order, unless the target left, or a new epoch or a snapshot gave it up.
/// What was given up shows by the eras of <see cref="Delivery"/>.
/// </summary>
internal static class SignalCheck
{
    public static IEnumerable<Fault> Faults(History history, IReadOnlyDictionary<Stay, IReadOnlyList<Delivery>> deliveries)
    {
        var sent = history.Acts.Where(act => act.Operation == "send_webrtc_signal").ToDictionary(act => act.Aim.Tag!);
        var toWhom = sent.Values.ToLookup(act => (act.Aim.Call, act.Aim.Target));
        return deliveries.SelectMany(one => new Inbox(one.Key, one.Value, sent).Faults(toWhom[(one.Key.Call, one.Key.User)]));
    }

    /// <summary>One device's received signals beside what was sent to it.</summary>
    private sealed class Inbox(Stay stay, IReadOnlyList<Delivery> received, Dictionary<string, Act> sent)
    {
        private readonly ILookup<string, Delivery> _byTag = received.ToLookup(delivery => delivery.Tag);

        public IEnumerable<Fault> Faults(IEnumerable<Act> toThis) =>
            FromNowhere().Concat(Twice()).Concat(OutOfOrder()).Concat(toThis.Where(IsLost).Select(act => Say(FaultKind.SignalLost, $"{act} never came")));

        private IEnumerable<Fault> FromNowhere() => received
            .Where(delivery => !sent.TryGetValue(delivery.Tag, out var act) || act.User != delivery.From || act.Aim.Target != stay.User || !act.MayHaveHappened)
            .Select(delivery => Say(FaultKind.SignalFromNowhere, $"{delivery.Tag} of {delivery.From}"));

        /// <summary>What was tried again may be done again by a call that has lost its memory, and only then.</summary>
        private IEnumerable<Fault> Twice() => _byTag
            .Where(copies => copies.Count() > 1)
            .Where(copies => copies.GroupBy(copy => copy.Epoch).Any(inOneEpoch => inOneEpoch.Count() > 1) || copies.Count() > AttemptsOf(copies.Key))
            .Select(copies => Say(FaultKind.SignalTwice, $"{copies.Key} came {copies.Count()} times"));

        private IEnumerable<Fault> OutOfOrder() => received
            .Where(delivery => sent.ContainsKey(delivery.Tag))
            .GroupBy(delivery => (delivery.From, delivery.Epoch))
            .SelectMany(line => line.Zip(line.Skip(1)))
            .Where(pair => sent[pair.First.Tag].Attempts[0].Order > sent[pair.Second.Tag].Attempts[^1].Order)
            .Select(pair => Say(FaultKind.SignalOrder, $"{Tell(pair.First)} came before {Tell(pair.Second)}"));

        /// <summary>
        /// Nothing explains that it is missing: the device was in when it was sent, and then stayed in to the last, or came back by a replay, or took a later signal,
        /// before it left or began anew.
        /// </summary>
        private bool IsLost(Act act)
        {
            if (act.Verdict != Verdict.Acknowledged || _byTag.Contains(act.Aim.Tag!) || !WasIn(act.Begun))
            {
                return false;
            }

            var era = stay.Steps.Count(step => step.At <= act.Begun && IsFresh(step));
            var rest = stay.Steps.SkipWhile(step => step.At <= act.Begun).ToList();
            var end = rest.FindIndex(step => step is Unseated || IsFresh(step));
            return end < 0
                || received.Any(later => later.Era == era && sent.TryGetValue(later.Tag, out var other) && other.Begun > act.Done)
                || CameBackBy(rest[..end], act.Done);
        }

        private static bool CameBackBy(IEnumerable<Step> steps, TimeSpan after) =>
            steps.SkipWhile(step => !(step is Asked && step.At >= after)).Any(step => step is Seated { How: Seating.Replay });

        private static bool IsFresh(Step step) => step is Seated { How: not Seating.Replay };

        private bool WasIn(TimeSpan at) => stay.Steps.LastOrDefault(step => step.At <= at && step is Unseated or Seated) is Seated;

        private string Tell(Delivery delivery)
        {
            var tries = sent[delivery.Tag].Attempts.Select(attempt => $"{attempt.Order} at {attempt.Sent.TotalSeconds:0.000}-{attempt.Done.TotalSeconds:0.000} {attempt.Outcome}");
            return $"{delivery.Tag} (epoch {delivery.Epoch}, era {delivery.Era}, at {delivery.At.TotalSeconds:0.000}; tries {string.Join(", ", tries)})";
        }

        private int AttemptsOf(string tag) => sent.TryGetValue(tag, out var act) ? act.Attempts.Count : 0;

        private Fault Say(FaultKind kind, string what) => new(kind, $"{stay}: {what}");
    }
}
