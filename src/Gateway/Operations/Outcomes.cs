namespace FChat.Gateway.Operations;

/// <summary>Turns what grains answer into what the wire says.</summary>
internal static class Outcomes
{
    /// <summary>The outcome's value as it is.</summary>
    public static async ValueTask<Answer> Answer<T>(this Task<Outcome<T>> asked) where T : class
    {
        var outcome = await asked;
        return outcome.IsDone ? Operations.Answer.Of(outcome.Value) : outcome.Refusal;
    }

    /// <summary>The outcome's value in another shape.</summary>
    public static async ValueTask<Answer> Answer<T, TData>(this Task<Outcome<T>> asked, Func<T, TData> shape)
    {
        var outcome = await asked;
        return outcome.IsDone ? Operations.Answer.Of(shape(outcome.Value)) : outcome.Refusal;
    }

    /// <summary>Done, or a refusal.</summary>
    public static async ValueTask<Answer> Answer(this Task<Outcome<Done>> asked) => (await asked).Refusal ?? Operations.Answer.Done;
}
