namespace FChat.Gateway.Lease;

/// <summary>Says things to grains that need no answer for anybody to go on. A failure is logged; whoever says it repeats it in time.</summary>
internal sealed partial class ClusterNotes(ILogger<ClusterNotes> logger)
{
    /// <summary>Awaits the note.</summary>
    /// <returns>Whether it was taken.</returns>
    public async Task<bool> Say(string what, Func<Task> note)
    {
        try
        {
            await note();
            return true;
        }
        catch (Exception fault)
        {
            LogUnsaid(logger, what, fault.GetType().Name, fault.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster did not take {Note}: {Fault}: {Reason}")]
    private static partial void LogUnsaid(ILogger logger, string note, string fault, string reason);
}
