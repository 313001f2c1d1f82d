using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FChat.Storage.Postgres;

/// <summary>Which PostgreSQL database holds everything durable, and how it is used. Section <c>Postgres</c>.</summary>
public sealed class PostgresOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Postgres";

    /// <summary>The database, as Npgsql describes it: <c>Host=…;Username=…;Password=…;Database=…</c>. Default none, and then a SQLite file holds everything. What the settings below say wins over what it says.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Connections of one silo at most, 2 to 1000, default 32. Whoever finds none free waits for <see cref="ConnectTimeout"/>. Those of all silos together must be fewer than the server's <c>max_connections</c>.</summary>
    [Range(2, 1_000)]
    public int PoolSize { get; set; } = 32;

    /// <summary>How long a connection may be idle, 1 s to 1 h, default 10 s. Then it is closed: of those that a burst has opened each is used in turn, and many that know little are slower than few that know all.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ConnectionIdleTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Statements that each connection keeps prepared, 0 to 1000, default 50, which is more than there are. 0 where a pooler stands in between that cannot keep them; then each statement is planned anew.</summary>
    [Range(0, 1_000)]
    public int MaxAutoPrepare { get; set; } = 50;

    /// <summary>Rows of grains that go to the database together at most, 1 to 1000, default 64. They gather while a write is under way.</summary>
    [Range(1, 1_000)]
    public int RowsOfWrite { get; set; } = 64;

    /// <summary>Such writes that are under way at a time, 1 to 32, default 2; more than one only while the newest takes longer than <see cref="WritePatience"/>.</summary>
    [Range(1, 32)]
    public int WritesAtOnce { get; set; } = 2;

    /// <summary>How long a write may take before another begins beside it, 0 to 5 s, default 100 ms. With less, fewer rows go with each.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05")]
    public TimeSpan WritePatience { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a connection, a new one or a free one, is waited for, 1 to 30 s, default 3 s. Then the operation behind it is refused as unavailable.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a statement may take, 1 to 60 s, default 5 s. Then the operation behind it is refused as unavailable. It does not hold for schema scripts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether missing schema scripts are run at start; if not, a start on an old schema is refused. Default true; false for a silo process outside Development.</summary>
    public bool MigrateAtStart { get; set; } = true;
}

/// <summary>Checks each of <see cref="PostgresOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class PostgresOptionsValidator : IValidateOptions<PostgresOptions>;

/// <summary>Checks at start that the connection string is one. What it says is told to nobody: there is a password in it.</summary>
public sealed class PostgresConnectionStringValidator : IValidateOptions<PostgresOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PostgresOptions options) =>
        NamesADatabase(options.ConnectionString)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Postgres:ConnectionString must have the form Host=…;Username=…;Password=…;Database=…, with words that Npgsql knows.");

    private static bool NamesADatabase(string? connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString) is { Host.Length: > 0, Database.Length: > 0 };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return false;
        }
    }
}
