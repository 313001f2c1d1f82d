namespace FChat.Browsing;

/// <summary>
/// A browser that gives everything it is asked for, without asking: only so can a screen be shared without a person who
/// picks one. It gives the whole of it.
/// </summary>
public sealed class AllowingChromium() : Chromium(FakeDevices, "--use-fake-ui-for-media-stream", "--auto-select-desktop-capture-source=Entire screen");

/// <summary>A browser on a machine without any microphone or camera.</summary>
public sealed class BareChromium() : Chromium([]);
