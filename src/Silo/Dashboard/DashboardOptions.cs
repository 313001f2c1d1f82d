namespace FChat.Dashboard;

/// <summary>Orleans' dashboard, for operators (section <c>Dashboard</c>). It shows grains with their keys and their state: names of people, rooms and calls.</summary>
public sealed class DashboardOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Dashboard";

    /// <summary>
    /// Whether a silo process answers <c>/dashboard</c> at its own port, to tokens with the role <c>ops</c>; it needs the section <c>Auth</c> then. All silos of a cluster alike.
    /// Default false: there is nothing there, and nothing is counted for it.
    /// </summary>
    public bool Enabled { get; set; }
}
