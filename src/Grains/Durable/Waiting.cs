namespace FChat.Durable;

/// <summary>Waits for the end of a task, whatever it is.</summary>
internal static class Waiting
{
    /// <summary>Ends with the task and without its failure, which somebody else deals with. Stays on the grain's scheduler.</summary>
    public static async Task SuppressThrowing(this Task task) =>
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
