using System.Security.Cryptography;
using FChat.Auth;

namespace FChat.Gateway.Tests.Security;

/// <summary>Secrets that are none.</summary>
public sealed class GuessableSecretTests
{
    [Theory]
    [InlineData("change-me")]
    [InlineData("CHANGE_ME_CHANGE_ME_CHANGE_ME_32_BYTES")]
    [InlineData("please replace this by thirty-two bytes")]
    [InlineData("your-256-bit-secret")]
    [InlineData("a-string-secret-at-least-256-bits-long")]
    [InlineData("an example key of at least thirty-two bytes")]
    [InlineData("fchat-secret-fchat-secret-fchat!")]
    [InlineData("P@ssword-Password-1234567890-abc")]
    public void An_example_is_known(string secret) => Assert.Equal("is an example, not a secret", GuessableSecret.ReasonOf(secret));

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345")]
    [InlineData("zyxwvutsrqponmlkjihgfedcba987654")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("q7Rk2pq7Rk2pq7Rk2pq7Rk2pq7Rk2p")]
    [InlineData("01010101010111001010111010101101")]
    public void What_repeats_or_counts_is_known(string secret) => Assert.Equal("repeats itself or counts", GuessableSecret.ReasonOf(secret));

    [Fact]
    public void No_random_secret_is_refused()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = RandomNumberGenerator.GetBytes(32);
            Assert.Null(GuessableSecret.ReasonOf(Convert.ToBase64String(bytes)));
            Assert.Null(GuessableSecret.ReasonOf(Convert.ToHexString(bytes)));
        }
    }
}
