namespace FChat.Cluster.Tests.Load;

/// <summary>How large a run is. The short form is for every run of the tests, the long one for <c>./test.sh --faults</c>.</summary>
internal sealed record Scale
{
    /// <summary>The environment variable that asks for the long form.</summary>
    public const string Variable = "FCHAT_FAULTS";

    /// <summary>Whether this is the long form.</summary>
    public bool IsLong { get; init; }

    /// <summary>Calls at once.</summary>
    public int Calls { get; init; } = 10;

    /// <summary>People in each.</summary>
    public int PeopleInCall { get; init; } = 4;

    /// <summary>How long the load runs before anything happens.</summary>
    public TimeSpan Before { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a silo hangs, or is cut off, at least; until all is whole without it in any case.</summary>
    public TimeSpan Frozen { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the database is away.</summary>
    public TimeSpan DatabaseAway { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How often two people call each other at the same instant.</summary>
    public int Collisions { get; init; } = 50;

    /// <summary>How many come back at once.</summary>
    public int Crowd { get; init; } = 300;

    /// <summary>Users whose heartbeats and statuses must not hurt.</summary>
    public int Users { get; init; } = 500;

    /// <summary>For how long they go on.</summary>
    public TimeSpan PainFor { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>What the environment asks for.</summary>
    public static Scale Current { get; } = Environment.GetEnvironmentVariable(Variable) == "1" ? Long : new Scale();

    private static Scale Long => new()
    {
        IsLong = true,
        Calls = 50,
        Before = TimeSpan.FromSeconds(10),
        Frozen = TimeSpan.FromSeconds(60),
        DatabaseAway = TimeSpan.FromSeconds(20),
        Collisions = 1_000,
        Crowd = 3_000,
        Users = 2_000,
        PainFor = TimeSpan.FromSeconds(60),
    };
}
