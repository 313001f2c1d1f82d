using FChat.Storage.Schema;
using Orleans.Runtime.MembershipService;

namespace FChat.Hosting;

/// <summary>What keeps a silo from starting, beside its settings: its database or its cluster.</summary>
public static class SiloStartRefusal
{
    /// <summary>What to tell the operator of a failed start; null if the failure is no refusal but a defect.</summary>
    public static string? ReasonOf(Exception failure) => failure switch
    {
        StartRefusedException or SchemaException => failure.Message,
        OrleansClusterConnectivityCheckFailedException =>
            "This silo and others of its cluster cannot reach each other. Correct Silo:Address and Silo:SiloPort, or what stands between them; " +
            $"if they are another deployment, give this one a Silo:ClusterId, a Silo:ServiceId and a database of its own. ({failure.Message})",
        _ => null,
    };
}
