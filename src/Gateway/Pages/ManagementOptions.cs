using System.ComponentModel.DataAnnotations;

namespace FChat.Gateway.Pages;

/// <summary>What operators see and the public does not (section <c>Management</c>).</summary>
public sealed class ManagementOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Management";

    /// <summary>Port of <c>/metrics</c>; 0: none.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; }
}
