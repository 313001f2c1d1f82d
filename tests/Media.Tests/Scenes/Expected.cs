namespace FChat.Scenes;

/// <summary>Looks at outcomes.</summary>
internal static class Expected
{
    /// <summary>The value; the test fails when it was refused.</summary>
    public static T Of<T>(SfuOutcome<T> outcome)
        where T : class
    {
        Assert.True(outcome.IsDone, $"{outcome.Fault}: {outcome.Message}");
        return outcome.Value;
    }

    /// <summary>The fault; the test fails when it was not refused.</summary>
    public static SfuFault Not<T>(SfuOutcome<T> outcome)
        where T : class
    {
        Assert.False(outcome.IsDone, "it was not refused");
        return outcome.Fault;
    }
}
