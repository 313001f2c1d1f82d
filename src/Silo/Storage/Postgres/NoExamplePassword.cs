using FChat.Auth;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FChat.Storage.Postgres;

/// <summary>Refuses to start in Production with the password of an example. Which one it was is told to nobody.</summary>
internal sealed class NoExamplePassword(IHostEnvironment environment) : IValidateOptions<PostgresOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgresOptions options) =>
        environment.IsProduction() && PasswordOf(options.ConnectionString) is { } password && GuessableSecret.IsPlaceholder(password)
            ? ValidateOptionsResult.Fail("Postgres:ConnectionString has a password that is an example, not a secret.")
            : ValidateOptionsResult.Success;

    // One that cannot be read is refused by another check.
    private static string? PasswordOf(string? connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Password;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
