namespace FChat.Gateway.Http;

/// <summary>Where the doors are.</summary>
internal static class Doors
{
    /// <summary>The hub.</summary>
    public const string Hub = "/hub";

    /// <summary>Operations by HTTP, as Frappe's clients call them.</summary>
    public const string Method = "/api/method";

    /// <summary>What comes before an operation's name.</summary>
    public const string MethodPrefix = "f_chat.";

    /// <summary>Development tokens.</summary>
    public const string DevelopmentToken = "/dev/token";

    /// <summary>Whether something may be asked of the service there. Paths are compared as routing compares them.</summary>
    public static bool IsDoor(PathString path) => path.StartsWithSegments(Method) || path.StartsWithSegments(Hub) || path.StartsWithSegments(DevelopmentToken);
}
