namespace FChat.Core.Presence;

/// <summary>When changes of presence are told after others were.</summary>
/// <param name="GatherFor">How long changes gather while few are told.</param>
/// <param name="RestForEach">Rest for each change and each person told of it.</param>
/// <param name="RestMost">Longest rest.</param>
public readonly record struct PresencePace(TimeSpan GatherFor, TimeSpan RestForEach, TimeSpan RestMost)
{
    /// <summary>The pause until the next telling: a million things to tell take their time, and what waits already need not gather.</summary>
    /// <param name="told">How many changes were told, counted for each person.</param>
    /// <param name="isBehind">Whether as many as one telling holds wait already.</param>
    public TimeSpan PauseAfter(long told, bool isBehind)
    {
        var rest = RestForEach * told < RestMost ? RestForEach * told : RestMost;
        return isBehind || rest > GatherFor ? rest : GatherFor;
    }
}
