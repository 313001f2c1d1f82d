using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using FChat.Deploy.Tests.Docker;
using Npgsql;

namespace FChat.Deploy.Tests.Compose;

/// <summary>That what the compose file says in several places, and what the programs say, is the same.</summary>
public sealed partial class ComposeTests
{
    private static readonly string[] Silos = ["silo-1", "silo-2"], Gateways = ["gateway-1", "gateway-2"];

    [Theory, InlineData("migrate"), InlineData("silo-1"), InlineData("silo-2"), InlineData("gateway-1"), InlineData("gateway-2")]
    public void A_program_is_told_only_what_it_reads(string service) =>
        Assert.All(ComposeFile.Environment(service).Keys, name => Assert.True(DocumentedSettings.IsRead(name), name));

    [Fact]
    public void Images_are_built_from_the_dockerfiles()
    {
        Assert.All([.. Silos, "migrate"], name => Assert.Equal(Dockerfile.Silo.Path, ComposeFile.Service(name).TextAt("build", "dockerfile")));
        Assert.All(Gateways, name => Assert.Equal(Dockerfile.Gateway.Path, ComposeFile.Service(name).TextAt("build", "dockerfile")));
        Assert.All(ComposeFile.Ours, name => Assert.Equal(Dockerfile.Silo.Image.Last("USER").Text, ComposeFile.Service(name).TextAt("user")));
        Assert.Equal(Dockerfile.Silo.Image.Last("USER").Text, Dockerfile.Gateway.Image.Last("USER").Text);
    }

    [Fact]
    public void Secrets_are_named_and_not_written()
    {
        var secrets = ComposeFile.All.At("services").Scalars().Where(entry => Secret().IsMatch(entry.Path) || (entry.Text.Contains('=', StringComparison.Ordinal) && Secret().IsMatch(entry.Text.Split('=')[0]))).ToList();
        Assert.NotEmpty(secrets);
        Assert.All(secrets, entry => Assert.NotEmpty(ComposeFile.Variables(entry.Text)));
    }

    [Fact]
    public void A_start_without_one_of_them_is_refused() =>
        Assert.All(ComposeFile.Variables(ComposeFile.Text), variable => Assert.Equal(":?", variable.How));

    [Fact]
    public void The_example_names_all_of_them_and_holds_none()
    {
        var example = RepositoryFiles.Text("deploy/.env.example").Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();
        Assert.All(example, line => Assert.EndsWith("=", line, StringComparison.Ordinal));
        Assert.Equal(ComposeFile.Variables(ComposeFile.Text).Select(variable => variable.Name).Distinct().Order(), example.Select(line => line[..^1]).Order());
    }

    [Fact]
    public void The_schema_is_up_to_date_before_anybody_starts()
    {
        Assert.Equal(["--migrate"], ComposeFile.Service("migrate").TextsAt("command"));
        Assert.Equal("service_healthy", Waits("migrate", "postgres"));
        Assert.All([.. Silos, .. Gateways], name => Assert.Equal("service_completed_successfully", Waits(name, "migrate")));
    }

    [Fact]
    public void Silos_come_before_gateways_and_gateways_before_the_proxy()
    {
        Assert.All(from gateway in Gateways from silo in Silos select Waits(gateway, silo), how => Assert.Equal("service_healthy", how));
        Assert.All(Gateways, gateway => Assert.Equal("service_healthy", Waits("proxy", gateway)));
    }

    [Fact]
    public void Silos_tell_the_address_that_they_have()
    {
        var network = IPNetwork.Parse(ComposeFile.All.TextAt("networks", "service", "ipam", "config", "0", "subnet")!);
        var given = IPNetwork.Parse(ComposeFile.All.TextAt("networks", "service", "ipam", "config", "0", "ip_range")!);
        var addresses = Silos.Select(silo => ComposeFile.Environment(silo)["Silo__Address"]).ToList();
        Assert.Equal(Silos.Select(silo => ComposeFile.Service(silo).TextAt("networks", "service", "ipv4_address")), addresses);
        Assert.Distinct(addresses);
        Assert.All(addresses, address => Assert.True(network.Contains(IPAddress.Parse(address)) && !given.Contains(IPAddress.Parse(address)), address));
        Assert.All(Gateways, gateway => Assert.Contains("service", ComposeFile.Service(gateway).TextsAt("networks")));
    }

    [Fact]
    public void Gateways_believe_what_the_proxy_says_of_clients() => Assert.All(Gateways, gateway =>
        Assert.Equal(ComposeFile.All.TextAt("networks", "service", "ipam", "config", "0", "subnet"), ComposeFile.Environment(gateway)["Proxy__KnownNetworks__0"]));

    [Fact]
    public void They_have_longer_to_stop_than_they_take()
    {
        var takes = TimeSpan.Parse(DocumentedSettings.DefaultOf("Silo:ShutdownTimeout"), CultureInfo.InvariantCulture);
        Assert.All([.. Silos, .. Gateways], name => Assert.True(Seconds(ComposeFile.Service(name).TextAt("stop_grace_period")!) > takes));
    }

    [Fact]
    public void The_connection_string_is_one()
    {
        var database = new NpgsqlConnectionStringBuilder(ComposeFile.Environment("silo-1")["Postgres__ConnectionString"]);
        var server = ComposeFile.Environment("postgres");
        Assert.Equal((server["POSTGRES_USER"], server["POSTGRES_PASSWORD"], server["POSTGRES_DB"]), (database.Username, database.Password, database.Database));
        Assert.Contains(database.Host, ComposeFile.Names);
        Assert.True(int.Parse(ComposeFile.Service("postgres").TextAt("image")!.Split(':')[1].Split('.')[0], CultureInfo.InvariantCulture) >= 15);
    }

    [Fact]
    public void Everybody_writes_into_the_database_of_the_volume() =>
        Assert.All(["migrate", .. Silos, .. Gateways], name => Assert.Equal(ComposeFile.Environment("silo-1")["Postgres__ConnectionString"], ComposeFile.Environment(name)["Postgres__ConnectionString"]));

    private static string? Waits(string service, string on) => ComposeFile.Service(service).TextAt("depends_on", on, "condition");

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(int.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture));

    [GeneratedRegex("(?i)password$|secret$|key$|connectionstring$")]
    private static partial Regex Secret();
}
