"""Names for people who do not exist, as common in Denmark as the families around a school."""

from __future__ import annotations

GIVEN = tuple(
    """
    Amina Alma Anton Asger Asta Aya Alberte Bertram Bilal Birk Carla Clara Caspar Dagny Daniel Ebba Elias Ella Emil
    Emma Esther Fatima Felix Filippa Freja Frida Gustav Hannah Hassan Holger Ida Ingrid Isak Jasmin Johan Josefine
    Kalle Karla Khadija Konrad Laura Laust Leila Liva Lukas Luna Magne Maja Malthe Maryam Mathilde Mikkel Mina Nanna
    Noah Nora Oliver Olivia Omar Oskar Otto Pelle Rosa Rune Saga Samira Sander Selma Signe Sofie Storm Svend Tilde
    Theo Tobias Ulrik Vega Vera Victor Viggo Vilma William Yusuf Zahra Ærø Øjvind Åse
    """.split()  # noqa: SIM905  # a list of names reads as a list of names
)

FAMILY = tuple(
    """
    Abdi Ahmed Andersen Bach Bech Berg Bertelsen Bruun Christensen Dahl Damgaard Eriksen Falk Fischer Frandsen
    Friis Gade Hansen Hedegaard Holm Hussein Iversen Jacobsen Jensen Jeppesen Juhl Kaya Kjær Klausen Knudsen Koch
    Kristensen Kruse Larsen Lassen Lauridsen Lund Madsen Mikkelsen Mohamed Mortensen Møller Nielsen Nissen Nguyen
    Nørgaard Olesen Olsen Overgaard Paulsen Petersen Poulsen Rasmussen Ravn Riis Schmidt Simonsen Skov Svendsen
    Sørensen Thomsen Thygesen Toft Vestergaard Villadsen Winther Yilmaz Østergaard Aagaard Åkjær
    """.split()  # noqa: SIM905  # a list of names reads as a list of names
)

LONG_NAME = ("Wilhelmine Charlotte Anastasia", "Frederiksborg-Hohenwarth")
"""Someone whose name does not fit, so that every page meets her."""
