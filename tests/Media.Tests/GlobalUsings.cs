global using FChat.Browsing;
global using FChat.Media;
global using FChat.Media.Janus;
global using FChat.Scenes;
global using FChat.TestServers;
global using Xunit;
