using FChat.Storage.Schema;
using Microsoft.Extensions.Options;
using Orleans.Runtime.MembershipService;

namespace FChat.Hosting;

/// <summary>How a program ends that was not to start.</summary>
public static class StartRefusal
{
    /// <summary>Runs a program. If its settings, its database or its cluster do not allow a start, it says so in one last line.</summary>
    /// <returns>The exit code: 0, or 1 for a refusal.</returns>
    public static async Task<int> Tell(Func<Task> program)
    {
        try
        {
            await program();
            return 0;
        }
        catch (Exception failure) when (ReasonOf(failure) is { } reason)
        {
            await Console.Error.WriteLineAsync($"FChat does not start. {reason}");
            return 1;
        }
    }

    /// <summary>What to tell the operator of a failed start; null if the failure is no refusal but a defect.</summary>
    internal static string? ReasonOf(Exception failure) => failure switch
    {
        StartRefusedException or SchemaException or OptionsValidationException => failure.Message,
        OrleansClusterConnectivityCheckFailedException =>
            "This silo and others of its cluster cannot reach each other. Correct Silo:Address and Silo:SiloPort, or what stands between them; " +
            $"if they are another deployment, give this one a Silo:ClusterId, a Silo:ServiceId and a database of its own. ({failure.Message})",
        _ => null,
    };
}
