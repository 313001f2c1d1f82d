global using FChat.Browsing;
global using FChat.Service;
global using Xunit;
