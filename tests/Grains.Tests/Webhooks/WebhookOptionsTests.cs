using Microsoft.Extensions.Options;

namespace FChat.Webhooks;

public sealed class WebhookOptionsTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

    [Fact]
    public void A_receiver_with_a_name_an_address_and_a_secret_is_taken() => Assert.True(Check(Endpoint()).Succeeded);

    [Theory]
    [InlineData("", "https://example.org/", Secret, "Name")]
    [InlineData("A B", "https://example.org/", Secret, "Name")]
    [InlineData("a", null, Secret, "Url")]
    [InlineData("a", "ftp://example.org/", Secret, "Url")]
    [InlineData("a", "http://example.org/", Secret, "AllowHttp")]
    [InlineData("a", "https://example.org/", "", "Secret")]
    [InlineData("a", "https://example.org/", "0123456789012345678901234567", "Secret")]
    [InlineData("a", "https://example.org/", "whsec_c2hvcnQ=", "Secret")]
    [InlineData("a", "https://example.org/", "whsec_not base64 at all, but long enough", "Secret")]
    public void What_is_wrong_with_a_receiver_is_said_by_name_and_without_its_secret(string name, string? url, string secret, string said)
    {
        var check = Check(Endpoint(name, url, secret));
        Assert.Contains($"Webhooks:Endpoints:0", check.FailureMessage, StringComparison.Ordinal);
        Assert.Contains(said, check.FailureMessage, StringComparison.Ordinal);
        Assert.True(secret.Length == 0 || !check.FailureMessage!.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_receivers_of_one_name_are_refused() => Assert.Contains("same", Check(Endpoint("same"), Endpoint("same")).FailureMessage, StringComparison.Ordinal);

    [Fact]
    public void Plain_http_is_for_the_loopback_address_or_for_those_who_say_so()
    {
        Assert.True(Check(Endpoint(url: "http://127.0.0.1:9000/hook")).Succeeded);
        var inside = Endpoint(url: "http://receiver.svc/hook");
        inside.AllowHttp = true;
        Assert.True(Check(inside).Succeeded);
    }

    [Fact]
    public void Events_are_kept_longer_than_they_are_tried()
    {
        var options = new WebhookOptions { KeepFor = TimeSpan.FromHours(5), GiveUpAfter = TimeSpan.FromHours(5) };
        Assert.Contains("KeepFor", new WebhookEndpointsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    private static WebhookEndpoint Endpoint(string name = "billing", string? url = "https://example.org/hook", string secret = Secret) =>
        new() { Name = name, Url = url is null ? null : new Uri(url), Secret = secret };

    private static ValidateOptionsResult Check(params WebhookEndpoint[] endpoints)
    {
        var options = new WebhookOptions();
        foreach (var endpoint in endpoints)
        {
            options.Endpoints.Add(endpoint);
        }

        return new WebhookEndpointsValidator().Validate(null, options);
    }
}
